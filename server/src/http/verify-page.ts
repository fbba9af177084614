import type { ContactVerdict } from '@haven/shared/contact';
import type { Language } from '@haven/shared/language';
import { verifyWords } from './verify-words.ts';

/** What the page shows beside its form. */
export type VerifyOutcome =
  | { state: 'asked' }
  | { state: 'answered'; verdict: ContactVerdict }
  | { state: 'reported' }
  | { state: 'problem'; problem: 'invalid' | 'limited' | 'failed' };

export type VerifyLook = {
  language: Language;
  theme: 'light' | 'dark' | null;
  /** Kept in the form, so that the inbox's own contacts count. */
  inboxKey: string | null;
  typed: string;
};

/** Draws /verify: a form that works without a script, in the look that was asked for. */
export function drawVerifyPage(look: VerifyLook, outcome: VerifyOutcome): string {
  const words = verifyWords[look.language];
  return `<!doctype html>
<html lang="${look.language}"${look.theme === null ? '' : ` data-theme="${look.theme}"`}>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${words.title}</title>
<link rel="stylesheet" href="/verify/style.css">
<main>
<nav><a href="/verify?${escaped(otherLanguage(look))}" lang="${look.language === 'en' ? 'zh-CN' : 'en'}">${words.other}</a></nav>
<h1>${words.title}</h1>
<p class="lede">${words.lede}</p>
<form method="post" action="/verify" class="card">
${hidden(look)}
<label for="contact">${words.label}</label>
<input type="text" id="contact" name="contact" required maxlength="300" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="${words.placeholder}" value="${escaped(look.typed)}">
<button class="primary" name="act" value="check">${words.check}</button>
</form>
${drawOutcome(look, outcome)}
<p class="hint">${words.promise}</p>
</main>
</html>
`;
}

function drawOutcome(look: VerifyLook, outcome: VerifyOutcome): string {
  const words = verifyWords[look.language];
  switch (outcome.state) {
    case 'asked':
      return '';
    case 'problem':
      return `<p class="card problem" role="alert">${words[outcome.problem]}</p>`;
    case 'reported':
      return `<p class="card" role="status">${words.reported}</p>`;
    case 'answered':
      return drawVerdict(look, outcome.verdict);
  }
}

function drawVerdict(look: VerifyLook, { kind, value, verdict, like, reasons }: ContactVerdict): string {
  const words = verifyWords[look.language];
  const { title, text } = words.verdicts[verdict];
  const why = reasons.flatMap((reason) => words.reasons[reason] ?? []);
  const points = why.map((line) => `<p class="hint">${line}</p>`).join('\n');
  const shown = kind === 'handle' ? `@${value}` : value;
  const report = `<form method="post" action="/verify">
${hidden(look)}
<input type="hidden" name="contact" value="${escaped(look.typed)}">
<button name="act" value="report">${words.report}</button>
</form>`;
  return `<section class="card ${verdict}" role="status">
<h2>${title}</h2>
<p><span class="hint">${words.kinds[kind]}:</span> <b class="value" dir="ltr">${escaped(shown)}</b></p>
${points}
${verdict === 'official' || like === null ? '' : `<p>${escaped(words.like(like.replace(/^\*\./, '')))}</p>`}
<p>${text}</p>
${verdict === 'official' ? '' : report}
</section>`;
}

function hidden({ language, theme, inboxKey }: VerifyLook): string {
  const fields = { language, theme, inbox: inboxKey };
  return Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value ?? '')}">`)
    .join('\n');
}

function otherLanguage({ language, theme, inboxKey }: VerifyLook): string {
  const query = new URLSearchParams({ language: language === 'en' ? 'zh-CN' : 'en' });
  if (theme !== null) query.set('theme', theme);
  if (inboxKey !== null) query.set('inbox', inboxKey);
  return query.toString();
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
