/** One thing that can be done with the text as a whole. */
export interface DraftTool {
  readonly word: string;
  readonly run: () => void;
  /** For what is switched on and off. */
  readonly pressed?: boolean | undefined;
}
