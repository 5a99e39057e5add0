// Does the published result of a named vote follow from its ballots? Reads the JSON of a sitting's votes; needs nothing but Node:
//   node docs/recount.mjs votes.json
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const shares = { simple: [1, 2, true], 'two-thirds': [2, 3], 'three-fifths': [3, 5], 'three-fourths': [3, 4] };
const least = ([n, d, strict], of) => Math.max(1, strict ? Math.floor((n * of) / d) + 1 : Math.ceil((n * of) / d));
const has = (q, here, of) => q === null || here >= least([q.numerator, q.denominator, q.strict], of);
const weigh = (all, fits) => all.reduce((sum, e) => sum + (e.right === 'deciding' && fits(e) ? e.weight : 0), 0);
const told = ({ yes, no, abstain, present, entitled }) => [yes, no, abstain, present, entitled];

function countOf(seats, cards) {
  const card = seats.find(({ ballot }) => ballot?.choice === 'in-hall')?.weight ?? 0;
  const [yes, no, abstain] = ['yes', 'no', 'abstain'].map((choice) => {
    return weigh(seats, (e) => e.ballot?.choice === choice) + card * (cards[choice] ?? 0);
  });
  const present = weigh(seats, (e) => e.present || e.ballot !== null);
  const sums = { yes, no, abstain, present, entitled: weigh(seats, () => true) };
  return { ...sums, cast: yes + no + abstain, 'yes-no': yes + no };
}
function neededBy({ kind, majority, base }, count) {
  if (kind === 'share') return count[base] > 0 ? least(shares[majority], count[base]) : null;
  return count.cast === 0 ? null : count[kind === 'unanimous' ? 'cast' : 'yes-no'];
}
function isMet(asked, count) {
  const needed = neededBy(asked, count);
  return needed !== null && (asked.kind === 'no-objection' ? count.no === 0 : count.yes >= needed);
}

const { votes } = JSON.parse(readFileSync(process.argv[2] ?? 0, 'utf8'));
for (const { question, form, ask, electors, recused, hall = [], result } of votes) {
  const isNamed = form === 'named' && ask.kind === 'decision' && electors.every(({ ballot }) => ballot !== undefined);
  console.log(`\n${question}${isNamed ? '' : '\n  Not a named yes-or-no vote: it is not counted here.'}`);
  if (!isNamed) continue;
  const { numbers: cards = {}, seats: inHall = [] } = hall.at(-1) ?? {};
  const cast = electors.filter(({ ballot }) => ballot !== null).sort((a, b) => (a.seatId < b.seatId ? -1 : 1));
  const lines = cast.map(({ seatId, ballot: b }) => `${seatId} ${b.choice} ${b.revision} ${b.receipt}\n`);
  if (inHall.length > 0) lines.push(`hall ${cards.yes} ${cards.no} ${cards.abstain}\n`);
  const seal = createHash('sha256').update(lines.join('')).digest('hex');
  const count = countOf(electors, cards);
  const names = electors.filter(({ right, group }) => right === 'deciding' && group).map(({ group }) => group);
  const inGroup = (name) => electors.filter(({ group }) => group === name);
  const groups = [...new Set(names)].sort().map((name) => countOf(inGroup(name), cards));
  const inGroups = ask.rule.inEachGroup.every((asked) => groups.length > 0 && groups.every((g) => isMet(asked, g)));
  let outcome = inGroups && ask.rule.requirements.every((asked) => isMet(asked, count)) ? 'carried' : 'rejected';
  const { settlement, decision, sheet, sealHash } = result;
  const isEven = outcome === 'rejected' && inGroups && count.yes === count.no && count.yes > 0;
  if (isEven && settlement !== null) outcome = (settlement.vote ?? settlement.drawn) === 'yes' ? 'carried' : 'rejected';
  else if (isEven && decision.outcome === 'tie') outcome = 'tie';
  if (!has(ask.rule.turnout, count.cast, count.entitled)) outcome = 'no-turnout';
  const [here, all] = [weigh(recused, (e) => e.present), weigh(recused, () => true)];
  if (!has(ask.rule.quorum, count.present + here, count.entitled + all)) outcome = 'no-quorum';
  const needed = ask.rule.requirements.map((asked) => neededBy(asked, count));
  const numbers = `for ${count.yes}, against ${count.no}, abstained ${count.abstain}`;
  console.log(`  ${numbers}, did not vote ${count.entitled - count.cast}; needed ${needed}: ${outcome}`);
  const published = [sealHash, decision.outcome, told(sheet.whole), sheet.groups.map((group) => told(group.count))];
  const isSame = JSON.stringify([seal, outcome, told(count), groups.map(told)]) === JSON.stringify(published);
  console.log(`  The ballots ${isSame ? 'give' : 'DO NOT GIVE'} the published result and its seal.`);
  if (!isSame) process.exitCode = 1;
}
