export type Paragraph = { kind: 'text'; text: string } | { kind: 'list'; items: string[] };

/** Splits an article's plain text into paragraphs and lists: blank lines part them, `- ` begins an item. */
export function paragraphsOf(body: string): Paragraph[] {
  const parts: Paragraph[] = [];
  let isApart = true;
  for (const raw of body.split('\n')) {
    const line = raw.trim();
    const last = parts[parts.length - 1];
    if (line === '') {
      isApart = true;
      continue;
    }
    if (line.startsWith('- ')) {
      if (last?.kind === 'list' && !isApart) last.items.push(line.slice(2));
      else parts.push({ kind: 'list', items: [line.slice(2)] });
    } else if (last?.kind === 'text' && !isApart) last.text += `\n${line}`;
    else parts.push({ kind: 'text', text: line });
    isApart = false;
  }
  return parts;
}
