import { useStrings } from '../live/console-context.tsx';
import { Failed } from '../ui/States.tsx';

/** The last resort: a page that broke, or one that does not exist. */
export function Crashed() {
  const { errors } = useStrings();
  return <Failed text={errors.crashed} onRetry={() => location.assign('/console/')} />;
}
