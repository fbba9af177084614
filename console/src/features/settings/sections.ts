/** The admin pages, in the order of their tabs. */
export const settingsSections = ['agents', 'inboxes', 'issue-types', 'faq', 'answers', 'blocked'] as const;
export type SettingsSection = (typeof settingsSections)[number];
