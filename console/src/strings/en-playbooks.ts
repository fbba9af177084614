/** Words of the checklists, in English; what they say themselves is in `shared/src/playbooks`. */
export const enPlaybooks = {
  title: 'Playbook',
  none: 'No playbook begins with this issue type.',
  choose: 'Choose a playbook',
  change: 'Change playbook',
  failed: 'The playbooks could not be loaded.',
  by: { visitor: 'Visitor', system: 'System', agent: 'You' },
  actions: {
    request: 'Ask',
    diagnose: 'Diagnose',
    answer: 'Insert',
    answerAs: 'Insert the answer for',
  },
  notNeeded: 'Not needed',
  needed: 'Needed after all',
  notNeededFor: (step: string) => `Not needed: ${step}`,
  end: 'End as',
  ended: (end: string) => `Ended: ${end}`,
  goesOn: 'Ticking a step takes it up again.',
  line: {
    done: (name: string, step: string) => `${name} ticked “${step}”`,
    undone: (name: string, step: string) => `${name} took back “${step}”`,
    not_needed: (name: string, step: string) => `${name}: “${step}” is not needed`,
    ended: (playbook: string, end: string) => `Playbook “${playbook}” ended: ${end}`,
    unknown: 'A step of a playbook',
  },
};
