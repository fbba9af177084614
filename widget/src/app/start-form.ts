import { descriptionMaxChars } from '@haven/shared/limits';

/** What the visitor fills in before a conversation begins. Kept while they look around; never written to storage. */
export type StartForm = {
  readonly issueType: string | null;
  readonly description: string;
  readonly withDevice: boolean;
  /** The closed conversation that this one follows up. */
  readonly linkedTo: string | null;
  /** Names the description's message; a new one for another text, since the same id means the same message (MSG4). */
  readonly clientMessageId: string | null;
};

export const emptyForm: StartForm = {
  issueType: null,
  description: '',
  withDevice: true,
  linkedTo: null,
  clientMessageId: null,
};

/** The form with a change; whatever changes what would be sent makes it another message. */
export function changedForm(form: StartForm, change: Partial<Omit<StartForm, 'clientMessageId'>>): StartForm {
  const next = { ...form, ...change, clientMessageId: null };
  return { ...next, description: next.description.slice(0, descriptionMaxChars) };
}

export type Prompt = 'time' | 'steps' | 'error';

const time =
  /\d{1,2}[:：]\d{2}|\d{1,2}\s*(?:am|pm)\b|\d+\s*(?:点|分钟|小时|天|周|个月|minutes?|hours?|days?|weeks?)|今天|昨天|前天|昨晚|今早|刚才|刚刚|上午|下午|晚上|凌晨|\d{1,4}[-/月.]\d{1,2}|today|yesterday|tonight|this morning|just now|last (?:night|week)|\bago\b|since/i;
const steps =
  /点了|点击|点开|打开|输入|选择|转(?:账|了|到|出|入)?|发送|导入|创建|更新|升级|授权|签名|连接|扫码|兑换|质押|然后|之后|click|tap|press|open|enter|select|sen[dt]\b|transfer|swap|import|creat|updat|upgrad|approv|sign|connect|scan|stak|after|then\b/i;
const error =
  /报错|错误|提示|失败|弹出|弹窗|闪退|error|fail|message|warning|crash|says?\b|said|code|[“"「][^”"」]{6,}[”"」]/i;

/** Which of the three prompts a description already answers. A guess that only ticks a hint; nothing depends on it. */
export function coveredPrompts(description: string): Record<Prompt, boolean> {
  return { time: time.test(description), steps: steps.test(description), error: error.test(description) };
}
