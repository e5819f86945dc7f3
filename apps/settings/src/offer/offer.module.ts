import { Module } from '@nestjs/common';
import { CurrentSettings } from './current-settings.service.js';
import { Offer } from './offer.service.js';

/** What the catalog offers now for what people have. */
@Module({ providers: [CurrentSettings, Offer], exports: [CurrentSettings, Offer] })
export class OfferModule {}
