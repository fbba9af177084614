/** Words of what is offered to an agent, in English. */
export const enOffers = {
  title: 'Offered to you',
  chat: 'Chat offered to you',
  case: (severity: string) => `Case ${severity} offered to you`,
  unknownVisitor: 'A visitor',
  secondsLeft: (seconds: number) => `${seconds} s`,
  secondsLeftInWords: (seconds: number) =>
    `${seconds} ${seconds === 1 ? 'second' : 'seconds'} left to answer`,
  accept: 'Accept',
  decline: 'Decline',
  open: (name: string) => `Read the chat of ${name}`,
  announce: (name: string, issue: string) => `${name} is offered to you: ${issue}`,
  ended: {
    timed_out: (name: string) => `Your time for ${name} is over. Somebody else is asked.`,
    taken: (name: string, by: string) => `${by} took ${name}.`,
    gone: (name: string) => `${name} no longer waits.`,
  },
  dismiss: 'Understood, close',
};
