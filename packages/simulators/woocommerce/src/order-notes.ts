import { text, truth, type Input } from './input.js';
import type { OrderNote } from './records.js';
import type { Shop } from './shop.js';

export function createNote(shop: Shop, orderId: number, input: Input): OrderNote {
  const stamp = shop.clock.stamp();
  const note: OrderNote = {
    id: shop.takeId(),
    order_id: orderId,
    author: 'WooCommerce',
    date_created: stamp.local,
    date_created_gmt: stamp.gmt,
    note: text(input.note, ''),
    customer_note: truth(input.customer_note, false),
  };
  shop.notes.put(note);
  return note;
}

/** Newest first. */
export function notesOf(shop: Shop, orderId: number): OrderNote[] {
  return shop.notes.all().filter((note) => note.order_id === orderId).reverse(); // prettier-ignore
}

export function showNote({ order_id: _order, ...note }: OrderNote): Omit<OrderNote, 'order_id'> {
  return note;
}
