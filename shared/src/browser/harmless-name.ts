import type { Result } from '../result.ts';

/** As cameras and phones name their images: too short for a secret, so that no check has to be loaded. */
const plainName = /^[\w .()-]{1,30}$/;

/** The file, with a neutral name where its own may be more than a name (SAFE1): nothing is lost with it. */
export async function withHarmlessName(
  file: File,
  judge: (text: string) => Promise<Result<unknown>>,
): Promise<File> {
  const isPlain = plainName.test(file.name) || (await judge(file.name)).ok;
  return isPlain ? file : new File([file], `image.${file.type.split('/')[1] ?? ''}`, { type: file.type });
}
