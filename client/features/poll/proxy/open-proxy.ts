/** Which parts does a ballot have where votes are entrusted? Fetched with the first such vote: who never has one does not carry them. */
export { default as BallotFor } from './BallotFor.svelte';
export { default as NextBallots } from './NextBallots.svelte';
