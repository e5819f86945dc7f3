import { Inject, Injectable } from '@nestjs/common';
import { SERVICE_CONFIG } from '@koppel/service-kit';
import type { RequestHandler } from 'express';
import type { GatewayConfig } from '../config.js';
import { CallLimit } from './call-limit.js';

/** How often the API may be called: by an address, signed in or not, by a session and by a key. */
@Injectable()
export class CallLimits {
  private readonly sessions: CallLimit;
  private readonly keys: CallLimit;
  private readonly addresses: CallLimit;
  private readonly keyPosts: CallLimit;

  constructor(@Inject(SERVICE_CONFIG) config: GatewayConfig) {
    this.sessions = new CallLimit(config.API_CALLS_PER_SESSION);
    this.keys = new CallLimit(config.API_CALLS_PER_KEY);
    this.addresses = new CallLimit(config.API_CALLS_PER_ADDRESS);
    this.keyPosts = new CallLimit(config.KEY_POSTS_PER_ADDRESS);
  }

  /** @throws AppError `request.too_many` */
  countSession(sessionId: string): void {
    this.sessions.count(sessionId);
  }

  /** @throws AppError `request.too_many` */
  countKey(keyId: string): void {
    this.keys.count(keyId);
  }

  byAddress(): RequestHandler {
    return byAddress(this.addresses);
  }

  /** Applications post keys that a person approved: seldom, and without being signed in. */
  keyPostsByAddress(): RequestHandler {
    return byAddress(this.keyPosts);
  }
}

function byAddress(limit: CallLimit): RequestHandler {
  return (request, _response, next) => {
    limit.count(request.ip ?? '');
    next();
  };
}
