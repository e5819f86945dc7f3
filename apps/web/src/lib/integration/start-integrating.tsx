import { Alert, Button } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { translated } from '../i18n/translated.js';
import { browserKind } from './start-integrating-browser.js';
import { en } from './start-integrating.texts.en.js';
import { nl } from './start-integrating.texts.nl.js';
import { texts } from './texts.js';
import { openWizard } from './wizard-window.js';

const words = translated({ en, nl });

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
      title={words.blockedTitle}
      actions={
        <>
          <Button size="sm" variant="primary" asChild>
            <Link to="/wizard/welcome">{words.sameTab}</Link>
          </Button>
          <Button size="sm" onClick={onAgain}>
            {words.again}
          </Button>
        </>
      }
    >
      <p>{words.blocked}</p>
      <p className="mt-1">{words.allow[browserKind(navigator.userAgent)]}</p>
    </Alert>
  );
}
