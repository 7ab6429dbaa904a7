# Fails unless FILE is what TOOL prints.
execute_process(COMMAND ${TOOL} OUTPUT_VARIABLE wanted COMMAND_ERROR_IS_FATAL ANY)
file(READ ${FILE} got)
if(NOT got STREQUAL wanted)
  message(FATAL_ERROR "${FILE} is stale. Run: build/native/striatum-fields > src/network/fields.gen.ts")
endif()
