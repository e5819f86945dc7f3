import { Inject, Injectable } from '@nestjs/common';
import type { Identity } from '@koppel/service-kit';
import { AppError } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import type { Connection } from '../connection/connection.js';
import { Credentials } from '../connection/credentials.service.js';
import { TIMING, type Timing } from '../timing.js';
import { hashState, newState, problemOf, type Attempt, type AttemptProblem } from './attempt.js';
import { AttemptRepository } from './attempt.repository.js';

const verifierColumn = 'authorization_attempt.code_verifier';

/** An attempt that came back to who began it. */
export interface ReturnedAttempt extends Attempt {
  codeVerifier: string | undefined;
}

/** Begins attempts and takes them back, each once. */
@Injectable()
export class Attempts {
  constructor(
    private readonly repository: AttemptRepository,
    private readonly credentials: Credentials,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  /** @returns the `state` to send along */
  async begin(
    connection: Connection,
    {
      identity,
      codeVerifier,
      returnPath,
    }: { identity: Identity; codeVerifier: string | undefined; returnPath: string | undefined },
  ): Promise<string> {
    const state = newState();
    const id = randomUUID();
    const { organizationId, userId, sessionId } = identity;
    const cell = { rowId: id, column: verifierColumn };
    const attempt: Attempt = {
      id,
      organizationId,
      userId,
      sessionId,
      connectionId: connection.id,
      applicationId: connection.applicationId,
      credentialsVersion: connection.credentialsVersion,
      sealedCodeVerifier:
        codeVerifier === undefined ? null : await this.credentials.seal(organizationId, cell, codeVerifier),
      returnPath: returnPath ?? null,
      expiresAt: new Date(this.timing.now().getTime() + this.timing.attemptMs),
      usedAt: null,
    };
    await this.repository.add(attempt, hashState(state));
    return state;
  }

  /**
   * The attempt of a `state`, used up by this.
   *
   * @throws AppError `authorization.state_invalid`
   */
  async takeBack(
    state: string,
    { identity, applicationId }: { identity: Identity; applicationId: string },
  ): Promise<ReturnedAttempt> {
    const { organizationId, sessionId, userId } = identity;
    const now = this.timing.now();
    const attempt = await this.repository.find(organizationId, hashState(state));
    const problem = problemOf(attempt, { sessionId, userId, applicationId, now });
    if (!attempt || problem) throw stateInvalid(problem ?? 'unknown');
    if (!(await this.repository.use(attempt, now))) throw stateInvalid('used');
    const { sealedCodeVerifier: sealed } = attempt;
    const cell = { rowId: attempt.id, column: verifierColumn };
    return {
      ...attempt,
      codeVerifier: sealed === null ? undefined : await this.credentials.open(organizationId, cell, sealed),
    };
  }
}

const explanations: Record<AttemptProblem | 'edited', string> = {
  unknown: 'This answer belongs to no authorisation that was begun here.',
  used: 'This authorisation was finished before; its answer works only once.',
  expired: 'The authorisation took longer than allowed.',
  other_session: 'The authorisation was begun in another session: who finishes it must be who began it.',
  other_application: 'The answer came back for another application than the one that was asked.',
  edited: 'The connection was changed while you were logging in.',
};

export function stateInvalid(problem: AttemptProblem | 'edited'): AppError {
  const message = `${explanations[problem]} Nothing was changed. Go back to the connection and choose Authorize again.`;
  return new AppError('authorization.state_invalid', message, { details: { problem } });
}
