// Does the published result of a named vote follow from its ballots? Reads the JSON of a sitting's votes; needs nothing but Node:
//   node docs/recount.mjs votes.json
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const shares = { simple: [1, 2, true], 'two-thirds': [2, 3], 'three-fifths': [3, 5], 'three-fourths': [3, 4] };
const least = ([n, d, strict], whole) =>
  Math.max(1, strict ? Math.floor((n * whole) / d) + 1 : Math.ceil((n * whole) / d));

/** The outcome by the rule alone; what was done about a tie is not in the box. */
function decide(rule, count, published) {
  const { yes, no, entitled, bases } = count;
  const needed = rule.requirements.map((asked) => {
    if (asked.kind === 'share') return bases[asked.base] > 0 ? least(shares[asked.majority], bases[asked.base]) : null;
    if (bases.cast === 0) return null;
    return asked.kind === 'unanimous' ? bases.cast : yes + no;
  });
  const has = (q, here) => q === null || here >= least([q.numerator, q.denominator, q.strict], entitled);
  const isCarried = rule.requirements.every(({ kind }, at) => {
    return needed[at] !== null && (kind === 'no-objection' ? no === 0 : yes >= needed[at]);
  });
  const { settlement, decision } = published;
  const isTied = yes === no && yes > 0 && !isCarried;
  let outcome = isCarried ? 'carried' : 'rejected';
  if (isTied && settlement !== null) outcome = (settlement.vote ?? settlement.drawn) === 'yes' ? 'carried' : 'rejected';
  else if (isTied && decision.outcome === 'tie') outcome = 'tie';
  if (!has(rule.turnout, bases.cast)) outcome = 'no-turnout';
  if (!has(rule.quorum, bases.present)) outcome = 'no-quorum';
  return { outcome, needed };
}

for (const vote of JSON.parse(readFileSync(process.argv[2] ?? 0, 'utf8')).votes) {
  console.log(`\n${vote.question}`);
  const { electors, ask, result } = vote;
  if (vote.form !== 'named' || ask.kind !== 'decision' || electors.some(({ ballot }) => ballot === undefined)) {
    console.log('  Not a named yes-or-no vote: it is not counted here.');
    continue;
  }
  const cast = electors.filter(({ ballot }) => ballot !== null).sort((a, b) => (a.seatId < b.seatId ? -1 : 1));
  const line = ({ seatId, ballot }) => `${seatId} ${ballot.choice} ${ballot.revision} ${ballot.receipt}\n`;
  const seal = createHash('sha256').update(cast.map(line).join('')).digest('hex');
  const weigh = (fits) => electors.reduce((sum, e) => sum + (e.right === 'deciding' && fits(e) ? e.weight : 0), 0);
  const [yes, no, abstain] = ['yes', 'no', 'abstain'].map((choice) => weigh((e) => e.ballot?.choice === choice));
  const entitled = weigh(() => true);
  const present = weigh((e) => e.present || e.ballot !== null);
  const bases = { 'yes-no': yes + no, cast: yes + no + abstain, present, entitled };
  const { outcome, needed } = decide(ask.rule, { yes, no, entitled, bases }, result);
  console.log(
    `  for ${yes}, against ${no}, abstained ${abstain}, did not vote ${entitled - bases.cast}; needed ${needed}: ${outcome}`,
  );
  const { yes: y, no: n, abstain: a, present: p, entitled: e } = result.sheet.whole;
  const told = [result.sealHash, result.decision.outcome, y, n, a, p, e];
  const isSame = String([seal, outcome, yes, no, abstain, present, entitled]) === String(told);
  console.log(`  The ballots ${isSame ? 'give' : 'DO NOT GIVE'} the published result and its seal.`);
  if (!isSame) process.exitCode = 1;
}
