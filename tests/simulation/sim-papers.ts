/** What do papers look like in a simulation? That is shown elsewhere, and to set a page takes real time: here its bytes are its words. */
const asWords = (shown: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(shown));

export const renderDocx = (model: unknown): Promise<Uint8Array> => Promise.resolve(asWords(model));
export const renderPdf = renderDocx;
export const renderXlsx = asWords;
