/** What is a code as people type and paste it? Six digits, whatever spaces, dashes or addresses stand around them. */

/** The digits of what was typed, at most six: `482 916` and `482-916` are `482916`; a pasted address gives the code at its end. */
export function toCode(typed: string): string {
  const address = /\/join\/([\d\s%-]+)/.exec(typed);
  return (address?.[1]?.replaceAll('%20', '') ?? typed).replace(/\D/g, '').slice(0, 6);
}

/** As it stands on the hall's screen: `482 916`. */
export function spacedCode(code: string): string {
  return code.length > 3 ? `${code.slice(0, 3)} ${code.slice(3)}` : code;
}

export function isWholeCode(code: string): boolean {
  return /^\d{6}$/.test(code);
}
