import { Alert, Button } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { texts } from './texts.js';
import { openWizard } from './wizard-window.js';

/** Opens the wizard in a window; where the browser blocks that, it says so and offers this tab. */
export function StartIntegrating({ size = 'md' }: { size?: 'md' | 'lg' }) {
  const [isBlocked, setIsBlocked] = useState(false);
  return (
    <div className="grid justify-items-start gap-3">
      <Button variant="primary" size={size} onClick={() => setIsBlocked(!openWizard())}>
        {texts.startIntegrating}
      </Button>
      {isBlocked && (
        <Alert
          tone="warning"
          title={texts.blockedTitle}
          actions={
            <Button size="sm" asChild>
              <Link to="/wizard/welcome">{texts.sameTab}</Link>
            </Button>
          }
        >
          {texts.blocked}
        </Alert>
      )}
    </div>
  );
}
