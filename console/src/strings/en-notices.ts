const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

/** Words of the operator's service notices, in English. */
export const enNotices = {
  title: 'Service notices',
  subtitle:
    'What you tell everybody while something is wrong: visitors see it in the widget at once, agents above their pages.',
  add: 'New notice',
  empty: 'Nothing is announced.',
  failed: 'The service notices could not be loaded.',
  severities: { info: 'Notice', degraded: 'Degraded', outage: 'Outage' },
  phases: { scheduled: 'Scheduled', active: 'Active', ended: 'Ended' },
  columns: { notice: 'Notice', about: 'About', phase: 'State', told: 'Asked to be told' },
  everything: 'Everything',
  version: (version: string) => `Version ${version}`,
  from: (time: string) => `from ${time}`,
  ended: (time: string) => `ended ${time}`,
  conversations: (count: number) => `${count} ${plural(count, 'conversation', 'conversations')}`,
  followers: (count: number) => `${count} ${plural(count, 'conversation', 'conversations')}`,
  told: (told: number, all: number) => `${told} of ${all} told`,
  end: 'End now',
  endTitle: 'End this notice',
  endHint: (count: number) =>
    count === 0
      ? 'It disappears everywhere at once. Nobody asked to be told.'
      : `It disappears everywhere at once, and ${count} ${plural(count, 'conversation gets', 'conversations get')} one automatic message.`,
  ending: 'Add to that message',
  optional: 'optional',
  saved: 'Everybody sees it now',
  scheduledSaved: 'Saved; it begins by itself',
  endedToast: 'Ended',
  fields: {
    title: 'Title',
    titleHint: 'names the network or version',
    body: 'Text',
    bodyHint: 'what is safe, what to do; no promised times',
    severity: 'Severity',
    about: 'About',
    scopes: { all: 'Everything', network: 'A network', version: 'An app version' },
    network: 'Network (CAIP-2)',
    networkHint: 'e.g. eip155:1',
    networkBad: 'A network is named like eip155:1.',
    appVersion: 'App version',
    link: 'Link to the progress',
    linkHint: 'optional; only hosts that agents may link to',
    linkBad: 'A link begins with https://.',
    startsAt: 'Begins',
    startsHint: 'empty: now',
    endsAt: 'Ends by itself',
    endsHint: 'empty: when you end it',
    endsBad: 'It would end before it begins.',
  },
  refused: {
    link: (host: string) => `Links to ${host} are not allowed. Add the host under Settings → Safety first.`,
    words: 'This asks for something that support never asks for.',
  },
  gone: 'It has ended meanwhile.',
};
