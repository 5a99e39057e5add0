/** What is fetched when a vote opens that is no For or Against? Its fields, what sends them, and what was sent in words. */
export { default as AskFields } from './AskFields.svelte';
export { default as AskSend } from './AskSend.svelte';
