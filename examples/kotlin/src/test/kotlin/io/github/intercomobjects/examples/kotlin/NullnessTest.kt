package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.sandbox.Sandbox
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/**
 * Tests of the nullness that the compiler sees. It chooses the overload for nullable values only if
 * a type is declared nullable. For a type of unknown nullness it would choose the other one, and
 * the test would fail.
 */
class NullnessTest {
  private object MayBeNull

  private object NeverNull

  private fun nullnessOf(value: Any) = NeverNull

  private fun nullnessOf(value: Any?) = MayBeNull

  @Test
  fun `the compiler knows which values may be null`() {
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
