/**
 * What does the linter refuse in components? Everything that can be said without knowing types: those are known to `tools/lint-components.mjs`, in a ninth of the time. The plain
 * source is read by oxlint (.oxlintrc.json).
 */
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { unusedProps } from './tools/unused-props.mjs';

const components = ['**/*.svelte', '**/*.svelte.ts'];

/** Tells nothing of types: else each component is read again as the program that types are asked of. */
const typeless = {
  parseForESLint(code, options) {
    const { ast, scopeManager, visitorKeys } = ts.parser.parseForESLint(code, options);
    return { ast, scopeManager, visitorKeys };
  },
};

export default defineConfig(
  globalIgnores(['node_modules', 'build', 'data', 'test-results', '.svelte-check']),
  {
    files: components,
    extends: [js.configs.recommended, ts.configs.strict],
    plugins: { ortaq: { rules: { 'unused-props': unusedProps } } },
  },
  svelte.configs.recommended,
  {
    files: components,
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { parser: typeless, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Cleaning control characters out is what such expressions are for.
      'no-control-regex': 'off',
      // `!` after an index is how noUncheckedIndexedAccess is answered where a loop's bounds prove it; elsewhere a review's matter.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // It asks for SvelteMap wherever a Map is filled, caches that nothing draws included.
      'svelte/prefer-svelte-reactivity': 'off',
      // Routes are hashes and paths of our own; there is no SvelteKit here to resolve them.
      'svelte/no-navigation-without-resolve': 'off',
      // It wants to know types, for an object of properties that is used whole; ours are taken apart, and ours.
      'svelte/no-unused-props': 'off',
      'ortaq/unused-props': 'error',
      'svelte/button-has-type': 'error',
      'svelte/no-at-html-tags': 'error',
    },
  },
);
