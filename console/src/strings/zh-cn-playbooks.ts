import type { enPlaybooks } from './en-playbooks.ts';

/** 处理清单的界面文字；清单内容在 `shared/src/playbooks`。 */
export const zhCnPlaybooks: typeof enPlaybooks = {
  title: '处理清单',
  none: '这个问题类型没有对应的清单。',
  choose: '选择清单',
  change: '更换清单',
  failed: '清单加载失败。',
  by: { visitor: '访客', system: '系统', agent: '客服' },
  actions: {
    request: '索取信息',
    diagnose: '诊断',
    answer: '插入回复',
    answerAs: '插入哪种情况的回复',
  },
  notNeeded: '不需要',
  needed: '改为需要',
  notNeededFor: (step) => `不需要：${step}`,
  end: '结束为',
  ended: (end) => `已结束：${end}`,
  goesOn: '再勾选任一步骤即可继续。',
  line: {
    done: (name, step) => `${name} 勾选了“${step}”`,
    undone: (name, step) => `${name} 取消了“${step}”`,
    not_needed: (name, step) => `${name}：“${step}”不需要`,
    ended: (playbook, end) => `清单“${playbook}”已结束：${end}`,
    unknown: '清单中的一个步骤',
  },
};
