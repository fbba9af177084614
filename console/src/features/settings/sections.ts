/** The admin pages, in the order of their tabs. */
export const settingsSections = [
  'agents',
  'teams',
  'inboxes',
  'identity',
  'issue-types',
  'routing',
  'faq',
  'answers',
  'webhooks',
  'networks',
  'safety',
  'blocked',
] as const;
export type SettingsSection = (typeof settingsSections)[number];
