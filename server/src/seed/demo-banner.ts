import { demoAgents, demoPassword } from './demo-people.ts';

/** What somebody who just started the demo wants to know. Not one line of it is true of a real installation. */
export function demoBanner(url: string): string[] {
  const width = Math.max(...demoAgents.map(({ email }) => email.length));
  return [
    '',
    `  Demo wallet with the widget   ${url}/`,
    `  The widget as in an app       ${url}/widget/demo/`,
    `  Console for agents            ${url}/console/`,
    '',
    '  Demo sign-ins, all with the password ' + demoPassword,
    ...demoAgents.map(
      ({ email, role, languages }) => `    ${email.padEnd(width)}  ${role} · ${languages.join(', ')}`,
    ),
    '',
  ];
}
