import { X } from 'lucide-react';
import { useStrings } from '../../live/console-context.tsx';
import type { UnsentFile } from '../../live/create-unsent.ts';
import { classNames } from '../../ui/class-names.ts';
import { failureText } from '../../ui/failure-text.ts';

/** The images that will go with the reply, with how far each has come. */
export function UnsentFiles({
  files,
  onRemove,
}: {
  files: readonly UnsentFile[];
  onRemove: (file: UnsentFile) => void;
}) {
  const strings = useStrings();
  const { composer: words } = strings;
  if (files.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2 px-[14px] pt-2">
      {files.map((file) => {
        const percent = Math.round(file.progress * 100);
        return (
          <li key={file.key} className="relative size-16 rounded-md border border-line bg-muted">
            <img
              src={file.previewUrl}
              alt={file.name}
              className={classNames(
                'size-full rounded-md object-cover',
                file.attachment === null && 'opacity-50',
              )}
            />
            {file.attachment === null && file.failure === null && (
              <span
                role="progressbar"
                aria-label={words.uploading(percent)}
                aria-valuenow={percent}
                className="num absolute inset-0 grid place-items-center text-xs font-semibold"
              >
                {percent}%
              </span>
            )}
            {file.failure !== null && (
              <span
                role="alert"
                title={failureText(file.failure, strings)}
                className="absolute inset-0 grid place-items-center rounded-md bg-danger-soft p-1 text-center text-2xs text-danger"
              >
                {words.uploadFailed}
              </span>
            )}
            <button
              type="button"
              aria-label={words.removeFile(file.name)}
              title={words.removeFile(file.name)}
              onClick={() => onRemove(file)}
              className="absolute -top-2 -right-2 grid size-6 place-items-center rounded-full border border-line bg-raised shadow-xs"
            >
              <X size={12} aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
