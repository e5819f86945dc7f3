import { parsePhpQuery } from './php-query.js';

it('takes the last of a name given twice', () => {
  expect(parsePhpQuery('page=1&page=2&search=a%20b')).toEqual({ page: '2', search: 'a b' });
});

it('gathers lists', () => {
  expect(parsePhpQuery('status[]=a&status[]=b&include[0]=1&include[1]=2&include[1]=3')).toEqual({
    status: ['a', 'b'],
    include: ['1', '3'],
  });
});
