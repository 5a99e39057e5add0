/** Do the minutes of a sitting without its quorum say that it was opened as a consultation, and those of others that it was opened? */
import { expect, test } from 'vitest';
import { consultationWords } from '../../shared/i18n/consultation-words.ts';
import { langs } from '../../shared/lib/lang.ts';
import { paragraphsOf, paragraphText } from '../../shared/papers/document.ts';
import { buildMinutes } from '../../shared/papers/minutes.ts';
import { timeOf } from '../../shared/papers/sitting-record.ts';
import { openedWorld, RuleWorld } from '../rule-world.ts';
import { recordOf } from './world-record.ts';

test('[SIT-10] the minutes say in each language that it was opened without a quorum, and that nothing was decided', () => {
  const world = new RuleWorld();
  world.do('bo', { type: 'sitting.open-lobby' });
  world.do('amina', { type: 'sitting.open-for-consultation' });
  for (const lang of langs) {
    const record = { ...recordOf(world, {}), lang };
    const text = paragraphsOf(buildMinutes(record)).map(paragraphText).join('\n');
    expect(text).toContain(consultationWords[lang].opened(timeOf(record, world.now)));
    const usual = paragraphsOf(buildMinutes({ ...recordOf(openedWorld(), {}), lang })).map(paragraphText);
    expect(usual.join('\n')).not.toContain(consultationWords[lang].opened(timeOf(record, world.now)));
  }
});
