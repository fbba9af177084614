import type { Language, Localized } from '@haven/shared/language';

/** The automatic first message, in the agent's name and the visitor's language; the inbox words the rest. */
const introductions: Record<Language, (agent: string) => string> = {
  'zh-CN': (agent) => `你好，我是${agent}。`,
  en: (agent) => `Hello, I’m ${agent}. `,
};

/** Greets as `agent`, followed by the inbox's own greeting. */
export function greetingFor(language: Language, agent: string, greeting: Localized): string {
  return `${introductions[language](agent)}${greeting[language]}`.trim();
}
