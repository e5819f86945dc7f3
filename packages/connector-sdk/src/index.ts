export { ApplicationClock, clockOf } from './application-clock.js';
export {
  ConnectorFailure,
  failuresOf,
  messageOfBody,
  pausesRun,
  plainText,
  textOfPage,
  type ConnectorFailureOptions,
  type Correction,
  type FailureMaker,
  type FailureOptions,
} from './failure.js';
export { instantOf, readInstant } from './instant.js';
export { sharedFailure, sharedReason, sharedReasons } from './reasons.js';
export type {
  ConnectorContext,
  Fields,
  Host,
  HttpPort,
  HttpRequest,
  HttpResponse,
  PublicService,
  Secrets,
} from './context.js';
export {
  isSignedBy,
  type ConnectorHooks,
  type GivenSignature,
  type HookCall,
  type HookMeaning,
  type HookOwner,
  type HookReport,
  type HookRequest,
} from './hooks.js';
export {
  fieldsOfAuthentication,
  type AlternativeAuthentication,
  type Authentication,
  type AuthenticationWay,
  type AuthenticationWays,
  type BasicAuthentication,
  type FixedAuthentication,
  type HeaderAuthentication,
  type OAuth1Authentication,
  type OAuth2Authentication,
  type QueryAuthentication,
  type SessionAuthentication,
  type SignedAuthentication,
  type Template,
  type TokenRefusal,
} from './authentication.js';
export { addressOfApproval, fieldsOfApproval, type KeyApproval } from './key-approval.js';
export {
  perDay,
  perMinute,
  readRates,
  type RateLimits,
  type RateReport,
  type RateSource,
  type RateValue,
  type WindowLimit,
} from './rates.js';
export {
  checkOrdersFrom,
  leftOutByAge,
  ordersFromChoices,
  ordersFromDutch,
  ordersFromSettings,
  placedFrom,
  type PlacedOrder,
} from './orders-from.js';
export {
  creditNumberOf,
  orderPartReader,
  partKeyOf,
  type OrderPartReader,
  type OrderSelection,
} from './order-parts.js';
export {
  paymentsByAge,
  paymentsFromDutch,
  paymentsFromSettings,
  refundsByAge,
  refundsFromDutch,
  refundsFromSettings,
  type TakenByAge,
} from './taken-from.js';
export { isMissed, searchedSchema, transactionSearchOf, type TransactionSearch } from './transaction-search.js';
export { translateRefund, type ShopRefund } from './translate-refund.js';
export {
  manualMethod,
  paymentRecordsOf,
  transactionPartOf,
  translatePayment,
  type PaidOrder,
  type Transaction,
} from './translate-payment.js';
export { refundedOrder } from './refunded-order.js';
export type {
  EntityReader,
  Filtered,
  FlowStart,
  LeftOut,
  ReadOptions,
  RecordHistory,
  SourcePage,
  SourceRecord,
  Translated,
} from './entity-reader.js';
export type {
  Dependency,
  EntityWriter,
  SettingsFindings,
  SharedField,
  TargetPayload,
  FoundRecord,
  TargetMatch,
  TargetRecord,
  WithdrawOperation,
  AnnounceEffects,
  WithdrawEffect,
  WithdrawOutcome,
  WriteOperation,
  WriteOutcome,
} from './entity-writer.js';
export {
  capabilitiesOf,
  defineConnector,
  maxChoices,
  secretFields,
  type AnyReader,
  type AnyWriter,
  type Connector,
} from './connector.js';
export {
  absoluteDecimal,
  addDecimals,
  addVat,
  compareDecimals,
  decimalFromNumber,
  divideDecimals,
  fromCents,
  isZeroDecimal,
  multiplyDecimals,
  negateDecimal,
  removeVat,
  roundDecimal,
  subtractDecimals,
  toCents,
  trimDecimal,
} from './decimal.js';
export { canonicalJson, differingFields, hashPayload } from './payload.js';
export { failedStep, runChecks, type ConnectionCheck } from './connection-checks.js';
export type { ConnectorTexts, FieldTexts, FormTexts } from './texts.js';
export {
  decimalsOf,
  isTooFine,
  findRate,
  quantityOf,
  taxGroupsOf,
  unitOf,
  vatPartsOf,
  type TaxGroup,
  type VatPart,
} from './line-vat.js';
export { once } from './once.js';
export { isTooMuch, readBearablePage, type PageSize } from './page-size.js';
export { settleRounding, spreadRounding } from './rounding.js';
export { creditLinesOf, spreadByRates } from './credit-lines.js';
export { buyerKey, isWholeAddress, nameIdentity, isChamberNumber, normalVatNumber } from './buyer.js';
export { correctionOfRedirect, withRedirect } from './redirect.js';
export { webAddress } from './web-address.js';
export { cutName, fitProduct } from './fit-product.js';
export {
  descriptionFormatSetting,
  descriptionFormatDutch,
  emptiedTextsDutch,
  emptiedTextsSetting,
  maxArticlesWithdrawn,
  maxStockEnded,
  plannedStockEnd,
  plannedWhenLeft,
  sentText,
  stockWhenLeftDutch,
  stockWhenLeftSetting,
  whenLeftDutch,
  whenLeftSetting,
  type WhenLeft,
} from './shop-products.js';
export { withdrawArticles, withdrawStock, type WithdrawPlan } from './withdraw-articles.js';
export { cutText, decodeEntities, htmlOfText, textOfHtml, wholeText, wholeTexts } from './text.js';
export {
  addedVatNotes,
  missingVatRate,
  otherVatNotes,
  pricedBy,
  standardVatRateDutch,
  standardVatRateSetting,
  unknownVatRates,
  vatRateOf,
  withNotes,
  type PricedVat,
} from './price-vat.js';
export {
  checkStockLocations,
  proposeStockLocations,
  stockLocationChoices,
  stockLocationTable,
  stockOnHand,
} from './stock-locations.js';
export { vatRateChoices, type ChargedRate } from './vat-rates.js';
export {
  checkTaxClasses,
  proposeTaxClasses,
  taxClassChoices,
  taxClassNow,
  taxClassOf,
  taxClassTable,
  taxedBy,
  uncertainTaxClasses,
  type TaxClass,
  type TaxClassFailures,
  type TaxClassSource,
  type TaxClassTable,
  type TaxedPayload,
} from './tax-classes.js';
export { findVatNumber, isVatNumberField, vatNumberText } from './vat-number-fields.js';
export { askVies, vies, type ViesAnswer } from './vies.js';
export {
  vatNumberCountryOf,
  vatNumberOf,
  vatTerritoryOf,
  type VatNumber,
  type VatAddress,
  type VatTerritory,
} from './vat-territories.js';
