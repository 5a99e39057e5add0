/**
 * What does the linter refuse in components, and of the shape of the rules? The plain source is read by oxlint (.oxlintrc.json), which knows types and is many times as fast, but
 * neither components nor patterns of syntax.
 */
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const impure = 'shared/ is pure: time, ids and randomness come in through the context.';
const components = ['**/*.svelte', '**/*.svelte.ts'];

export default defineConfig(
  globalIgnores(['node_modules', 'build', 'data', 'test-results', '.svelte-check']),
  { files: components, extends: [js.configs.recommended, ts.configs.strictTypeChecked] },
  svelte.configs.recommended,
  {
    files: components,
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        parser: ts.parser,
        // The components and what they use: to know the types of all the rest would cost more than reading the components.
        project: ['./tsconfig.components.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Numbers and ids (branded strings) in sentences are what templates are for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Its narrowing does not see what happened during an `await`, nor what old browsers lack: obeyed, it removes needed questions.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Cleaning control characters out is what such expressions are for.
      'no-control-regex': 'off',
      // `() => close()` is clear enough where nobody reads what it gives.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // A type argument that says what the default says still says it.
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      // `!` after an index is how noUncheckedIndexedAccess is answered where a loop's bounds prove it; elsewhere a review's matter.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Types of other components are not known to the linter and would all count as `any`; svelte-check knows them.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // `void route` inside an effect says what the effect depends on.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // It asks for SvelteMap wherever a Map is filled, caches that nothing draws included.
      'svelte/prefer-svelte-reactivity': 'off',
      // Routes are hashes and paths of our own; there is no SvelteKit here to resolve them.
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/button-has-type': 'error',
      'svelte/no-at-html-tags': 'error',
    },
  },
  {
    files: ['shared/**/*.ts'],
    languageOptions: { parser: ts.parser },
    // What is excused in a comment is excused from oxlint's rules: they are known here, and not asked.
    plugins: { '@typescript-eslint': ts.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: impure },
        { selector: "CallExpression[callee.name='Date']", message: impure },
        { selector: 'ImportExpression', message: 'shared/ is pure: it loads nothing while it runs.' },
      ],
    },
  },
);
