import { foundTarget, type Issue } from '@koppel/contracts';
import { failureTitles } from '../../entities/issue/issue.js';
import { texts } from './texts.js';

/** What an issue, or a cause of issues, is called. */
export function issueTitle(issue: Pick<Issue, 'failureClass' | 'reason'>): string {
  const found = foundTarget(issue);
  if (!found) return failureTitles[issue.failureClass];
  return found.isOurs ? texts.behindTitle : texts.foundTitle;
}
