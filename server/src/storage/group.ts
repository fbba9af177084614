export type Groups<Item, Answer> = {
  /** Joins the next group; resolves with this item's own answer. */
  submit(item: Item): Promise<Answer>;
};

type Waiting<Item, Answer> = {
  item: Item;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};

type GroupDeps<Item, Answer> = {
  /** Items in one group at the most. */
  limit: number;
  /** Answers in the order of the items. */
  run: (items: readonly Item[]) => Promise<readonly Answer[]>;
  /** Items of one group never share a key; a second one waits for the next group. */
  keyOf: (item: Item) => string;
};

/**
 * Runs work in groups. One group is under way at a time: what arrives meanwhile forms the next, and what arrives while
 * nothing is under way starts at once, so an idle server adds no delay and a busy one shares each round trip among
 * all that wait. Order of arrival is kept within and between groups.
 *
 * When a group fails, each of its items is run by itself, so that a bad one fails alone.
 */
export function createGroups<Item, Answer>({
  limit,
  run,
  keyOf,
}: GroupDeps<Item, Answer>): Groups<Item, Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let isRunning = false;

  /** The longest run from the front that fits: what follows a doubled key must not overtake it. */
  function takeGroup(): Waiting<Item, Answer>[] {
    const keys = new Set<string>();
    let size = 0;
    for (const { item } of waiting) {
      const key = keyOf(item);
      if (size === limit || keys.has(key)) break;
      keys.add(key);
      size += 1;
    }
    const group = waiting.slice(0, size);
    waiting = waiting.slice(size);
    return group;
  }

  async function runAll(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) await runGroup(takeGroup());
    isRunning = false;
  }

  async function runGroup(group: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await run(group.map(({ item }) => item));
      group.forEach(({ resolve, reject }, index) => {
        const answer = answers[index];
        if (answer === undefined) reject(new Error('a group left an item unanswered'));
        else resolve(answer);
      });
    } catch (error) {
      const [first] = group;
      if (group.length === 1) first?.reject(error);
      else for (const one of group) await runGroup([one]);
    }
  }

  return {
    submit: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (!isRunning) void runAll();
      }),
  };
}
