// Does the published result of a named vote follow from its ballots? Reads the JSON of a sitting's votes; needs nothing but Node:
//   node docs/recount.mjs votes.json
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const { votes } = JSON.parse(readFileSync(process.argv[2] ?? 0, 'utf8'));
let differ = 0;
for (const vote of votes) {
  console.log(`\n${vote.question}`);
  if (
    vote.form !== 'named' ||
    vote.ask.kind !== 'decision' ||
    vote.electors.some((seat) => seat.ballot === undefined)
  ) {
    console.log('  not a named yes-or-no vote: not counted here');
    continue;
  }
  const seal = createHash('sha256');
  const cast = vote.electors.filter((seat) => seat.ballot !== null).sort((a, b) => (a.seatId < b.seatId ? -1 : 1));
  for (const { seatId, ballot } of cast) {
    seal.update(`${seatId} ${ballot.choice} ${ballot.revision} ${ballot.receipt}\n`);
  }
  const deciding = vote.electors.filter((seat) => seat.right === 'deciding');
  const weigh = (fits) => deciding.filter(fits).reduce((sum, seat) => sum + seat.weight, 0);
  const [yes, no, abstain] = ['yes', 'no', 'abstain'].map((choice) => weigh((seat) => seat.ballot?.choice === choice));
  const entitled = weigh(() => true);
  const present = weigh((seat) => seat.present || seat.ballot !== null);
  const bases = { 'yes-no': yes + no, cast: yes + no + abstain, present, entitled };
  const shares = { simple: [1, 2, true], 'two-thirds': [2, 3], 'three-fifths': [3, 5], 'three-fourths': [3, 4] };
  const atLeast = ([n, d, strict], whole) =>
    Math.max(1, strict ? Math.floor((n * whole) / d) + 1 : Math.ceil((n * whole) / d));
  const neededFor = (asked) => {
    if (asked.kind !== 'share') return bases.cast === 0 ? null : asked.kind === 'unanimous' ? bases.cast : yes + no;
    return bases[asked.base] === 0 ? null : atLeast(shares[asked.majority], bases[asked.base]);
  };
  const { rule } = vote.ask;
  const needed = rule.requirements.map(neededFor);
  const isMet = (asked, place) =>
    needed[place] !== null && (asked.kind === 'no-objection' ? no === 0 : yes >= needed[place]);
  const has = (quorum, here) =>
    quorum === null || here >= atLeast([quorum.numerator, quorum.denominator, quorum.strict], entitled);
  let outcome = rule.requirements.every(isMet) ? 'carried' : 'rejected';
  // A tie was settled outside of the box: by the chair, by lot, by voting again.
  const { settlement } = vote.result;
  if (settlement !== null) outcome = (settlement.vote ?? settlement.drawn) === 'yes' ? 'carried' : 'rejected';
  else if (outcome === 'rejected' && yes === no && vote.result.decision.outcome === 'tie') outcome = 'tie';
  if (!has(rule.turnout, bases.cast)) outcome = 'no-turnout';
  if (!has(rule.quorum, present)) outcome = 'no-quorum';
  const { whole } = vote.result.sheet;
  const isSame =
    seal.digest('hex') === vote.result.sealHash &&
    outcome === vote.result.decision.outcome &&
    yes === whole.yes &&
    no === whole.no &&
    abstain === whole.abstain &&
    present === whole.present &&
    entitled === whole.entitled;
  if (!isSame) differ += 1;
  console.log(
    `  for ${yes}, against ${no}, abstained ${abstain}, did not vote ${entitled - bases.cast}; needed ${needed.join(' and ')}: ${outcome}`,
  );
  console.log(
    isSame
      ? '  The ballots give the published result and its seal.'
      : '  THE BALLOTS DO NOT GIVE THE PUBLISHED RESULT.',
  );
}
process.exitCode = differ === 0 ? 0 : 1;
