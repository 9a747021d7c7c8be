<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="{root}">
      <rule key="{group0}" filter="&quot;category&quot; = 'Person search'" label="Person searched" symbol="0"/>
      <rule key="{group1}" filter="&quot;category&quot; = 'Vehicle search'" label="Vehicle searched" symbol="1"/>
      <rule key="{group2}" filter="&quot;category&quot; = 'Person and Vehicle search'" label="Person and vehicle searched" symbol="2"/>
      <rule key="{other}" filter="ELSE" label="Other search" symbol="3"/>
    </rules>
    <symbols>
      <symbol name="0" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="213,94,0,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="1.4"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="1" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="86,180,233,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="1.4"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="2" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="0,0,0,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="1.4"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="3" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="150,150,150,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="1.4"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
</qgis>
