import { Inject, Injectable } from '@nestjs/common';
import { isPasswordOf } from './auth-context.js';
import { AUTH, type Auth } from './auth.provider.js';

/** The password of who is signed in, once more, before what nobody else may do at an unlocked screen. */
@Injectable()
export class PasswordCheck {
  constructor(@Inject(AUTH) private readonly auth: Auth) {}

  async isRight(userId: string, password: string): Promise<boolean> {
    return isPasswordOf(await this.auth.$context, userId, password);
  }
}
