import { Injectable, Logger } from '@nestjs/common';
import { AppError, type ParsedRequestOf, type SignInRules, type signInRulesChange } from '@koppel/contracts';
import { CallLimit } from '../api/call-limit.js';
import { gatewayReason } from '../api/problem.handler.js';
import { PasswordCheck } from '../auth/password-check.service.js';
import type { SignedIn } from '../auth/session.service.js';
import { SignInRulesRepository } from './sign-in-rules.repository.js';

const maxPasswordsPerMinute = 5;

/** Whether an organization requires a second factor of its members. */
@Injectable()
export class SignInRulesService {
  private readonly logger = new Logger('SignInRules');
  private readonly passwordAttempts = new CallLimit(maxPasswordsPerMinute);

  constructor(
    private readonly rules: SignInRulesRepository,
    private readonly passwords: PasswordCheck,
  ) {}

  get({ organization }: SignedIn): Promise<SignInRules> {
    return this.rules.get(organization.id);
  }

  /** @throws AppError `request.forbidden` for a wrong password, `request.conflict` for who requires what they have not themselves */
  async change(
    { isSecondFactorRequired, password }: ParsedRequestOf<typeof signInRulesChange>,
    { user, organization, sessionId }: SignedIn,
  ): Promise<SignInRules> {
    this.passwordAttempts.count(user.id);
    const fields = { userId: user.id, organizationId: organization.id, isSecondFactorRequired };
    if (!(await this.passwords.isRight(user.id, password))) {
      this.logger.warn(fields, 'changing the sign-in rules was refused: wrong password');
      const reason = gatewayReason('gateway.password_wrong');
      throw new AppError('request.forbidden', 'The password is wrong.', { reason });
    }
    if (!(await this.rules.change(organization.id, { sessionId, isSecondFactorRequired }))) {
      const reason = gatewayReason('gateway.second_factor_first');
      throw new AppError('request.conflict', 'Who requires a second factor has none.', { reason });
    }
    this.logger.log(fields, 'the sign-in rules were changed');
    return this.rules.get(organization.id);
  }
}
