import { Inject, Injectable } from '@nestjs/common';
import { AUTH, type Auth } from './auth.provider.js';

/** The password of who is signed in, once more, before what nobody else may do at an unlocked screen. */
@Injectable()
export class PasswordCheck {
  constructor(@Inject(AUTH) private readonly auth: Auth) {}

  async isRight(userId: string, password: string): Promise<boolean> {
    const { internalAdapter, password: hasher } = await this.auth.$context;
    const hash = (await internalAdapter.findCredentialAccount(userId))?.password;
    return hash ? hasher.verify({ hash, password }) : false;
  }
}
