import { mutants, patchedTexts } from './referee/mutants.ts';

// `npm run test:routing -- --mutants` plays them; here it is only found out when one has lost its place in the code.
test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
  'the mutant "%s" still applies',
  async (_, mutant) => {
    const files = new Set(mutant.patches.map(({ file }) => file));
    expect((await patchedTexts(mutant)).size).toBe(files.size);
  },
);
