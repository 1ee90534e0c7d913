package homeroom.delivery;

import homeroom.schema.DeliveryOperation;
import homeroom.schema.DeliveryOrder;
import homeroom.wire.WireFormat;
import java.util.List;

/** Orders as the router writes them. */
final class Orders {

  private Orders() {}

  static DeliveryOrder order(String system, String deliveryId, String key) {
    return DeliveryOrder.newBuilder()
        .setDeliveryId(deliveryId)
        .setSystem(system)
        .setEntity("student")
        .setKey(key)
        .setTarget("users")
        .setOperation(DeliveryOperation.UPSERT)
        .setPayload(List.of())
        .setChanged(List.of())
        .setSettles(List.of())
        .setCreates(false)
        .setVersion(7)
        .setCause("event")
        .setConfiguration("c1")
        .build();
  }

  static byte[] bytes(String system, String key) {
    return WireFormat.encode(order(system, "d-" + key, key));
  }
}
