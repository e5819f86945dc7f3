import type { Application, Connection } from '@koppel/contracts';
import { Button, Stack, Text } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { apiQuery } from '../../shared/api/queries.js';
import { reasonText } from '../../shared/page/reason.js';
import { type Authorization, openWindow } from './authorization.js';
import { texts } from './texts.js';

export interface ConnectProps {
  application: Application;
  addressField: string;
  authorization: Authorization;
  /** Saves the form as far as it is needed before the keys come; undefined when it is not valid. */
  save: () => Promise<Connection | undefined>;
}

/** Lets a person approve at the application that it makes the keys, or says why that cannot be done here. */
export function ConnectAtApplication({ application, addressField, authorization, save }: ConnectProps) {
  const { data } = useQuery(apiQuery('getKeyApproval', { applicationId: application.id }));
  const address = useWatch({ name: `fields.${addressField}` }) as unknown;
  const [isSaving, setIsSaving] = useState(false);
  const helpId = useId();
  const obstacle = data?.obstacle ?? (isPlainHttp(address) ? data?.obstacleOverHttp : undefined);
  const connect = async () => {
    authorization.reset();
    const popup = openWindow();
    setIsSaving(true);
    const saved = await save().finally(() => setIsSaving(false));
    if (saved) authorization.start(saved.id, popup);
    else popup?.close();
  };
  return (
    <Stack>
      <div>
        <Button
          variant="primary"
          disabled={!data || Boolean(obstacle)}
          isBusy={isSaving}
          aria-describedby={helpId}
          onClick={() => void connect()}
        >
          {texts.connect}
        </Button>
      </div>
      <div id={helpId}>
        <Text tone="soft">{obstacle ? reasonText(obstacle) : texts.connectHelp(application.name)}</Text>
      </div>
    </Stack>
  );
}

/** An address without a scheme is taken for https. */
export function isPlainHttp(address: unknown): boolean {
  return typeof address === 'string' && /^\s*http:/i.test(address);
}
