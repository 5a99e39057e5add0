/** What does axe find on a part of a page, where nothing is laid out? Colours and sizes are looked at in a browser. */
import axe from 'axe-core';

export async function axeFindings(part: Element): Promise<string[]> {
  const { violations } = await axe.run(part, {
    rules: {
      'color-contrast': { enabled: false },
      region: { enabled: false },
      'page-has-heading-one': { enabled: false },
    },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
