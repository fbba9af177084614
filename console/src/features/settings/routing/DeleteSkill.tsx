import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { SkillSetting } from '@haven/shared/http/skill-endpoints';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { Button } from '../../../ui/Button.tsx';
import { failureText } from '../../../ui/failure-text.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { useSave } from '../use-items.ts';

/** Deletes a skill after asking; while somebody asks for it the server refuses, and it is said who. */
export function DeleteSkill({ skill }: { skill: SkillSetting }) {
  const strings = useStrings();
  const { settings: common, routingPage } = strings;
  const language = useLanguage();
  const { save, isBusy } = useSave('skills', 'agents', 'issue-type-needs');
  const [isAsked, setAsked] = useState(false);
  const name = skill.name[language];

  async function remove() {
    const done = await save(adminEndpoints.deleteSkill, { params: { key: skill.key } });
    setAsked(false);
    if (done.ok) return void toast.success(common.deleted);
    const { reason, issueTypes, openConversations } = done.error.details ?? {};
    const types = Array.isArray(issueTypes) ? issueTypes.length : 0;
    const isInUse = reason === 'in_use';
    toast.error(
      isInUse
        ? routingPage.skills.inUse(types, Number(openConversations ?? 0))
        : failureText(done.error, strings),
    );
  }

  return (
    <>
      <Button size="sm" look="ghost" onClick={() => setAsked(true)}>
        {common.delete} <span className="sr-only">{name}</span>
      </Button>
      {isAsked && (
        <ConfirmDialog
          question={common.deleteSure(name)}
          action={common.delete}
          isBusy={isBusy}
          onConfirm={() => void remove()}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
