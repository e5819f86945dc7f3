import { Inject, Injectable } from '@nestjs/common';
import type { Identity } from '@koppel/service-kit';
import type { AppError, Language } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import type { Connection } from '../connection/connection.js';
import { Credentials } from '../connection/credentials.service.js';
import { errorBecause, reason } from '../reasons.js';
import { TIMING, type Timing } from '../timing.js';
import { hashState, newState, problemOf, type Attempt, type AttemptProblem } from './attempt.js';
import { AttemptRepository } from './attempt.repository.js';

const verifierColumn = 'authorization_attempt.code_verifier';

/** An attempt that came back to who began it. */
export interface ReturnedAttempt extends Attempt {
  codeVerifier: string | undefined;
}

/** Who begins an attempt, in which language, and where to go back to. */
export interface BegunBy {
  identity: Identity;
  returnPath: string | undefined;
  language: Language;
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
    { identity, codeVerifier, returnPath, language }: BegunBy & { codeVerifier: string | undefined },
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
      language,
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

export function stateInvalid(problem: AttemptProblem | 'edited'): AppError {
  return errorBecause('authorization.state_invalid', reason(`connections.attempt_${problem}`), {
    details: { problem },
  });
}
