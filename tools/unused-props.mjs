/** Which properties does a component ask for and never take? A rule of the linter's that reads no types. */

/** What `Props` in the same file, or the type itself, names; `null`: it says more than names, or stands elsewhere. */
function namesAskedFor(type, program) {
  if (type?.type === 'TSTypeLiteral') return type.members;
  if (type?.type !== 'TSTypeReference' || type.typeArguments) return null;
  const scripts = program.body.flatMap((part) => (part.type === 'SvelteScriptElement' ? part.body : [part]));
  const said = scripts.find(({ id }) => id?.name === type.typeName.name);
  if (said?.type === 'TSInterfaceDeclaration') return said.body.body;
  return said?.type === 'TSTypeAliasDeclaration' && said.typeAnnotation.type === 'TSTypeLiteral'
    ? said.typeAnnotation.members
    : null;
}

const nameOf = ({ key }) => key?.name ?? key?.value;

export const unusedProps = {
  meta: { type: 'problem', schema: [], messages: { unused: '{{name}} is asked for and never taken' } },
  create(context) {
    return {
      "VariableDeclarator[init.callee.name='$props']"({ id }) {
        if (id.type !== 'ObjectPattern' || id.properties.some(({ type }) => type === 'RestElement')) return;
        const taken = new Set(id.properties.map(nameOf));
        const asked = namesAskedFor(id.typeAnnotation?.typeAnnotation, context.sourceCode.ast) ?? [];
        for (const node of asked) {
          const name = nameOf(node);
          if (name !== undefined && !taken.has(name)) context.report({ node, messageId: 'unused', data: { name } });
        }
      },
    };
  },
};
