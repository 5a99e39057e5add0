/** Was this vote cast in this browser? Receipts are remembered, so that a page loaded again does not speak of "another device". */
const key = 'ortaq.receipts';
const mostKept = 50;

export function receiptsHere(): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((receipt) => typeof receipt === 'string') : []);
  } catch {
    // Storage is shut off or holds something else: then the page that cast knows it alone.
    return new Set();
  }
}

export function rememberReceipt(receipt: string): void {
  try {
    localStorage.setItem(key, JSON.stringify([...receiptsHere(), receipt].slice(-mostKept)));
  } catch {
    // See above.
  }
}
