import { httpAddresses, httpRoutes, type OperationId } from '@koppel/contracts';
import { replySchema } from './schemas.js';

it.each(Object.keys(httpAddresses) as OperationId[])('finds what %s answers', async (operationId) => {
  expect(await replySchema(operationId)).toBe(httpRoutes[operationId].contract.reply);
});
