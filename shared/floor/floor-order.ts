/** Who is next? The order of those who wait, by kind and policy (RULES, FLOOR-3 … FLOOR-5). Pure, for desk, phone and server alike. */
import type { PersonId } from '../lib/ids.ts';
import type { FloorRequest, FloorState, SpeakingPlace } from './floor.ts';

type Waiting = Pick<FloorState, 'requests' | 'policy' | 'spoken' | 'lastPlace'>;

/** All who wait, the next one first. */
export function inOrder(state: Waiting): readonly FloorRequest[] {
  const { requests } = state;
  const of = (fits: (request: FloorRequest) => boolean): FloorRequest[] => requests.filter(fits);
  const plain = of(({ kind, ofRound }) => !ofRound && kind !== 'point-of-order' && kind !== 'reply');
  return [
    ...of(({ kind }) => kind === 'point-of-order'),
    ...of(({ kind }) => kind === 'reply'),
    ...of(({ ofRound }) => ofRound),
    ...byPolicy(plain, state),
  ];
}

/** The place of somebody in it, from 1; `null`: they do not wait. */
export function placeInLine(state: Waiting, personId: PersonId): number | null {
  const place = inOrder(state).findIndex((request) => request.personId === personId);
  return place < 0 ? null : place + 1;
}

function byPolicy(plain: readonly FloorRequest[], { policy, spoken, lastPlace }: Waiting): readonly FloorRequest[] {
  // Who was called and was not there waits behind all others, whatever the policy.
  const [late, others] = [plain.filter((one) => one.wasSkipped), plain.filter((one) => !one.wasSkipped)];
  switch (policy) {
    case 'in-order':
      return [...others, ...late];
    case 'first-timers': {
      const isFirst = ({ personId }: FloorRequest): boolean => spoken[personId] === undefined;
      return [...others.filter(isFirst), ...others.filter((one) => !isFirst(one)), ...late];
    }
    case 'alternate':
      return [...alternated(others, lastPlace), ...late];
  }
}

/** Hall and remote in turn, each in the order of asking; when one of them is through, the rest of the other. */
function alternated(requests: readonly FloorRequest[], lastPlace: SpeakingPlace | null): readonly FloorRequest[] {
  const waiting = {
    hall: requests.filter(({ place }) => place === 'hall'),
    remote: requests.filter(({ place }) => place === 'remote'),
  };
  const order: FloorRequest[] = [];
  let place: SpeakingPlace = lastPlace === null ? (requests[0]?.place ?? 'hall') : other(lastPlace);
  while (order.length < requests.length) {
    const next = waiting[place].shift();
    if (next !== undefined) order.push(next);
    place = other(place);
  }
  return order;
}

function other(place: SpeakingPlace): SpeakingPlace {
  return place === 'hall' ? 'remote' : 'hall';
}
