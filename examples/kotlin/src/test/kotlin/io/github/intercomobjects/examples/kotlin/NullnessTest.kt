package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.sandbox.Sandbox
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/**
 * What the compiler knows of the library's nulls. It picks the overload for values that may be null
 * only where it was told that they may: a type of unknown nullness would go to the other one, and
 * this would fail.
 */
class NullnessTest {
  private object MayBeNull

  private object NeverNull

  private fun nullnessOf(value: Any) = NeverNull

  private fun nullnessOf(value: Any?) = MayBeNull

  @Test
  fun `the compiler knows what may be null and what may not`() {
    val workspace = shopWorkspace()
    val contactId = workspace.addContact("customer-7", null, null).id
    Sandbox.start(workspace).use { sandbox ->
      connect(sandbox.baseUrl, sandbox.token).use { intercom ->
        val saved = intercom.orders().upsert(order("ORDER-1", "placed", contactId))
        val one = saved.stored

        assertThat(nullnessOf(saved.id)).isSameAs(NeverNull)
        assertThat(nullnessOf(one.value)).isSameAs(NeverNull)
        assertThat(nullnessOf(one.attributes)).isSameAs(NeverNull)

        assertThat(nullnessOf(saved.externalId)).isSameAs(MayBeNull)
        assertThat(nullnessOf(one.externalCreatedAt)).isSameAs(MayBeNull)
        assertThat(nullnessOf(one.updatedAt)).isSameAs(MayBeNull)
        assertThat(nullnessOf(one.attributes.get("status"))).isSameAs(MayBeNull)
        assertThat(nullnessOf(one.attributes.getNumber("total_amount"))).isSameAs(MayBeNull)
        assertThat(nullnessOf(one.attributes.toMap().values.first())).isSameAs(MayBeNull)
        assertThat(nullnessOf(intercom.version)).isSameAs(MayBeNull)
      }
    }
  }
}
