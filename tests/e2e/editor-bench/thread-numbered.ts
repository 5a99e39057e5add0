/** How are the bench's threads named? Alike by the page, which tells of them, and by the text, whose words carry them. */
import type { ThreadId } from '../../../shared/lib/ids.ts';

export function threadNumbered(number: number): ThreadId {
  return `thr_${String(number).padStart(16, '0')}` as ThreadId;
}
