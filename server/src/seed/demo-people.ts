import type { Language, Localized } from '@haven/shared/language';
import type { Role } from '@haven/shared/people';

/** Everybody's password in the demo. It is printed at the start, and no installation but a demo has it. */
export const demoPassword = 'demo-7Kf3qWvT9x';

export type DemoTeamKey = 'wallet' | 'onchain' | 'security';

export const demoTeams: { key: DemoTeamKey; name: Localized; tier: 1 | 2 }[] = [
  { key: 'wallet', name: { 'zh-CN': '钱包与应用', en: 'Wallet & app' }, tier: 1 },
  { key: 'onchain', name: { 'zh-CN': '交易与安全', en: 'Transactions & security' }, tier: 1 },
  { key: 'security', name: { 'zh-CN': '链上与安全专家', en: 'On-chain specialists' }, tier: 2 },
];

export interface DemoAgent {
  email: string;
  name: string;
  role: Role;
  languages: Language[];
  teams: DemoTeamKey[];
  /** Chats at once. */
  capacity: number;
}

/** They start as away: the first thing to see in the console is going online. */
export const demoAgents: DemoAgent[] = [
  {
    email: 'lin@demo.haven.example',
    name: '林晓 Lin',
    role: 'agent',
    languages: ['zh-CN', 'en'],
    teams: ['wallet', 'onchain'],
    capacity: 6,
  },
  {
    email: 'maya@demo.haven.example',
    name: 'Maya Ortiz',
    role: 'agent',
    languages: ['en'],
    teams: ['wallet', 'onchain'],
    capacity: 5,
  },
  {
    email: 'wei@demo.haven.example',
    name: '王哲 Wei',
    role: 'specialist',
    languages: ['zh-CN', 'en'],
    teams: ['security'],
    capacity: 4,
  },
  {
    email: 'ana@demo.haven.example',
    name: 'Ana Sousa',
    role: 'supervisor',
    languages: ['en'],
    teams: ['wallet', 'onchain', 'security'],
    capacity: 4,
  },
  {
    email: 'jonas@demo.haven.example',
    name: 'Jonas Berg',
    role: 'admin',
    languages: ['zh-CN', 'en'],
    teams: ['wallet'],
    capacity: 4,
  },
];
