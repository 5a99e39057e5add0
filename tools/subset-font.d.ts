/** What does `subset-font` take and give? It ships no types; these are the parts used here. */
declare module 'subset-font' {
  interface SubsetOptions {
    readonly targetFormat?: 'sfnt' | 'woff' | 'woff2';
    /** OpenType feature tags to retain; all when absent. */
    readonly keepFeatures?: readonly string[];
    readonly noHinting?: boolean;
  }
  export default function subsetFont(font: Uint8Array, letters: string, options?: SubsetOptions): Promise<Uint8Array>;
}
