import { Alert, Button } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { texts } from './texts.js';
import { browserKind, openWizard } from './wizard-window.js';

/** Opens the wizard in a window; where the browser blocks that, it says so, shows how to allow it and offers this tab. */
export function StartIntegrating({ size = 'md' }: { size?: 'md' | 'lg' }) {
  const [isBlocked, setIsBlocked] = useState(false);
  const open = () => setIsBlocked(!openWizard());
  return (
    <div className="grid justify-items-start gap-3">
      <Button variant="primary" size={size} onClick={open}>
        {texts.startIntegrating}
      </Button>
      {isBlocked && <BlockedWindow onAgain={open} />}
    </div>
  );
}

/** Says that the browser blocked the wizard's window, how to allow it, and the way on without. */
function BlockedWindow({ onAgain }: { onAgain: () => void }) {
  return (
    <Alert
      tone="warning"
      title={texts.blockedTitle}
      actions={
        <>
          <Button size="sm" variant="primary" asChild>
            <Link to="/wizard/welcome">{texts.sameTab}</Link>
          </Button>
          <Button size="sm" onClick={onAgain}>
            {texts.again}
          </Button>
        </>
      }
    >
      <p>{texts.blocked}</p>
      <p className="mt-1">{texts.allow[browserKind(navigator.userAgent)]}</p>
    </Alert>
  );
}
